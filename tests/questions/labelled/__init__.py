"""Responses as people type them, labelled by hand, and how well they are suggested for."""
