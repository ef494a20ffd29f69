"""Each send judged by what held on its own day."""
