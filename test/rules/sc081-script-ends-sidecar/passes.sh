#!/bin/sh
./report
curl -X POST https://hooks.example.com/shutdown
pkill worker
