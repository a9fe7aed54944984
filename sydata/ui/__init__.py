"""The shell around the pure rooms: what a page opens with, the parts it shows, the data it caches."""
