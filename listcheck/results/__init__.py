"""What a check or an audit ends in, as models: summaries, findings and manifests."""
