#!/bin/sh
# Prints alerts.yml and freshness.yml as what the Prometheus Operator reads, in one object:
# sh deploy/prometheus/prometheus-rule.sh | kubectl apply -f -
set -eu
cat <<YAML
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: bisync
  namespace: bisync
spec:
  groups:
YAML
for rules in alerts freshness; do
    sed -e '/^groups:$/d' -e 's/^/  /' "$(dirname "$0")/$rules.yml"
done
