"""Names that generated migrations use."""
