"""What the project is made of besides its own code: what is declared, locked, licensed and safe."""
