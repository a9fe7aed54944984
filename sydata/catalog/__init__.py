"""What words mean, as data with small loaders."""
