"""Datasets: how long cleaning and labelling take."""
