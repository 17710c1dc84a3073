"""What the verifiable log costs."""
