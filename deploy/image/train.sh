#!/bin/sh
# Makes the context of the service in this folder (application.jar) and ends before anything starts. With
# -XX:AOTCacheOutput=application.aot the JVM keeps what it learned meanwhile: the image's command starts from it.
# Needs neither neighbours nor a network: nobody is at these addresses, and nothing is asked while a context is made.
# usage: sh train.sh [options of the JVM]
set -eu
nobody=127.0.0.1:1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

export BI_ENVIRONMENT=training
export BI_SECRET_KEYSET="$scratch/keyset.json" BI_SECRET_CREATE=true
# Nothing is read, so nothing has to be sealed with a key that bi-basic alone can make.
export BI_PRIVACY_UNKNOWN_FIELDS=dropped
export BI_ACCESS_FIRST_TOKENS="$scratch"
export BI_BASIC_URL=http://$nobody BI_BASIC_TOKEN=training
export BI_OPENAPI_URL=http://$nobody
export BI_STARROCKS_FRONTENDS=http://$nobody BI_STARROCKS_BACKENDS=$nobody BI_STARROCKS_DATABASE=training
export BI_STARROCKS_USERNAME=training BI_STARROCKS_PASSWORD=training
export SPRING_DATASOURCE_URL=jdbc:postgresql://$nobody/training SPRING_DATASOURCE_USERNAME=training SPRING_DATASOURCE_PASSWORD=training
export SPRING_KAFKA_BOOTSTRAP_SERVERS=$nobody BI_TOPICS_PATIENCE=1s

# The heap's size decides how the JVM packs references, and a cache fits only what packs them alike: all that run small do.
java "@$(dirname "$0")/java.options" -Xmx384m -DJM.SNAPSHOT.PATH="$scratch" -DJM.LOG.PATH="$scratch" \
    -Dspring.context.exit=onRefresh "$@" -jar application.jar
