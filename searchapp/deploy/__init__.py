"""What runs the site on a server: systemd, containers, gunicorn. The README says how."""
