"""What of a run counts for its exit status: thresholds, rates, the baseline, the guard."""
