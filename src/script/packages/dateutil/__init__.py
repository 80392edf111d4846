"""dateutil: its time zones, as far as they are UTC or a fixed offset, and ISO moments."""
