"""Speed and memory: whole processes of listcheck and of something else, in one run."""
