"""How a plan is carried out: on this machine."""
