"""JSON exports: records in one document, or one a line."""
