# One recipe for all services: docker build --build-arg SERVICE=bi-basic --tag bisync/bi-basic .
# Takes the runnable jar that ./bi test (or mvn package -DskipTests) leaves in the module's target folder.
# Not run where it was written: there was no Docker. The extraction was, by hand; tests look at the rest.
ARG SERVICE

FROM eclipse-temurin:25-jdk AS layers
ARG SERVICE
WORKDIR /build
COPY ${SERVICE}/target/${SERVICE}-*-exec.jar application.jar
RUN java -Djarmode=tools -jar application.jar extract --layers --destination extracted

FROM eclipse-temurin:25-jre
RUN groupadd --gid 10001 bisync && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin bisync
WORKDIR /app
# What changes least comes first: a new build of a service adds its own layer only.
COPY --from=layers /build/extracted/dependencies/ ./
COPY --from=layers /build/extracted/spring-boot-loader/ ./
COPY --from=layers /build/extracted/snapshot-dependencies/ ./
COPY --from=layers /build/extracted/application/ ./
# By number, so that Kubernetes sees that it is not root.
USER 10001:10001
EXPOSE 8080 9090
# Nacos keeps snapshots and logs under the home folder unless told otherwise: /tmp is an emptyDir in pods, a tmpfs in compose.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED", "-DJM.SNAPSHOT.PATH=/tmp/nacos", "-DJM.LOG.PATH=/tmp/nacos-logs", "-jar", "application.jar"]
