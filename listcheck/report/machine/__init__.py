"""The formats that machines read, one file each."""
