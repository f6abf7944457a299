"""Stand-ins for Discord: a server on a local socket, its published schemas, and the simulator's glue."""
