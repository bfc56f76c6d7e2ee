"""From a thought to a sent initiative: triage, drafts, question pages, check-answers."""
