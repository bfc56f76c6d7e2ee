"""What initiators do after sending: confirm, follow, correct, send on, withdraw."""
