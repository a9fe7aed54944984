"""Rules: one function a kind of finding, figures in, problems out. `rules.RULES` lists them."""
