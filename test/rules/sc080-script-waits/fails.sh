#!/bin/sh
# Waits for the mesh, then for the way to the database.
until curl -sf http://localhost:15021/healthz/ready; do
  sleep 1
done
while ! nc -z 127.0.0.1 5432; do sleep 1; done
exec "$@"
