"""The printable board report: one HTML file that needs nothing else."""
