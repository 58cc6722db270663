# One recipe for all services: docker build --build-arg SERVICE=bi-basic --tag bisync/bi-basic .
# Takes the runnable jar that ./bi test (or mvn package -DskipTests) leaves in the module's target folder.
# ./bi images builds all four; with --check it runs them, too.
ARG SERVICE

FROM eclipse-temurin:25-jdk AS layers
ARG SERVICE
WORKDIR /build
COPY ${SERVICE}/target/${SERVICE}-*-exec.jar application.jar
RUN java -Djarmode=tools -jar application.jar extract --layers --destination extracted

FROM eclipse-temurin:25-jre
RUN groupadd --gid 10001 bisync && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin bisync
WORKDIR /app
COPY deploy/image/java.options deploy/image/train.sh ./
# What changes least comes first: a new build of a service adds its own layer and the trained cache.
COPY --from=layers /build/extracted/dependencies/ ./
COPY --from=layers /build/extracted/spring-boot-loader/ ./
COPY --from=layers /build/extracted/snapshot-dependencies/ ./
COPY --from=layers /build/extracted/application/ ./
# After the last copy: the cache belongs to these jars and to this JVM. Without neighbours and without a network.
RUN sh train.sh -XX:AOTCacheOutput=application.aot
ARG SERVICE
ARG VERSION=unknown
ARG COMMIT=unknown
LABEL org.opencontainers.image.title=${SERVICE} \
      org.opencontainers.image.version=${VERSION} \
      org.opencontainers.image.revision=${COMMIT}
# By number, so that Kubernetes sees that it is not root.
USER 10001:10001
EXPOSE 8080 8081 9090
ENTRYPOINT ["java", "@java.options", "-XX:AOTCache=application.aot", "-jar", "application.jar"]
