"""Settings as plain data: the brief, the configuration file and what its keys say."""
