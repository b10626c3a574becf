#!/bin/sh
# What is outside of the pod has to be waited for, and what the script itself has started.
until pg_isready -h db.shop.svc; do sleep 1; done
redis-server &
until redis-cli -h localhost ping; do sleep 1; done
exec "$@"
