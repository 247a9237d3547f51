"""What `./run` is made of. `places`, `tell`, `stamps`, `install` and `menu` need nothing but Python itself."""
