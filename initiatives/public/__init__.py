"""What anybody reads: the list, one initiative, feeds, the card, the share picture."""
