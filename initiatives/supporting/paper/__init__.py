"""Support on paper: the sheet that is signed, keying it in, and the second person's check."""
