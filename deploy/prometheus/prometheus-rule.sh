#!/bin/sh
# Prints alerts.yml as what the Prometheus Operator reads: sh deploy/prometheus/prometheus-rule.sh | kubectl apply -f -
set -eu
cat <<END
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: bisync
  namespace: bisync
spec:
END
sed 's/^/  /' "$(dirname "$0")/alerts.yml"
