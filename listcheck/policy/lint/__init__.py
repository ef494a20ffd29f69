"""Rule files held to each other and to the calendar: what `rules lint` says."""
