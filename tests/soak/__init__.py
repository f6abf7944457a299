"""The long proofs, run by hand: `make soak`."""
