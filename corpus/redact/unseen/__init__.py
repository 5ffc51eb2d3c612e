"""What only the unseen part is made of: its values' shapes, its disguises, its noise, its templates."""
