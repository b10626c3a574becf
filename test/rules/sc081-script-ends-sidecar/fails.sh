#!/bin/sh
trap 'curl -sX POST http://localhost:15020/quitquitquit' EXIT
./report
curl -X POST localhost:4191/shutdown
pkill cloud_sql_proxy
