"""Pictures as blocks: what each shows is worked out here, from the recommendation alone; renderers draw them."""
