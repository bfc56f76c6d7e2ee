"""The words of documents: read in a process of their own, tidied, and stored for the search."""
