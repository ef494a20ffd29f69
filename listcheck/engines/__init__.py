"""How a plan is carried out: one file per engine, all of them over one interface."""
