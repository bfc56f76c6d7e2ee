"""The county's side: registry, the statutory clock, the list to the council."""
