#!/usr/bin/env node
// The name kubectl looks for on PATH: `kubectl outrigger …`. The command reads how it was called from process.argv.
import './outrigger.js';
