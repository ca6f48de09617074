"""What the `loyalty` command does, one module per command; imported only when asked for."""
