# One image recipe for all services: docker build --build-arg SERVICE=bi-basic --tag bisync/bi-basic .
# Expects the jars of `./bi test` (or mvn package) in the modules' target folders.
ARG SERVICE

FROM eclipse-temurin:25-jdk AS layers
ARG SERVICE
WORKDIR /build
COPY ${SERVICE}/target/${SERVICE}-*-exec.jar application.jar
RUN java -Djarmode=tools -jar application.jar extract --layers --destination extracted

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home bisync
WORKDIR /app
COPY --from=layers /build/extracted/dependencies/ ./
COPY --from=layers /build/extracted/spring-boot-loader/ ./
COPY --from=layers /build/extracted/snapshot-dependencies/ ./
COPY --from=layers /build/extracted/application/ ./
USER 10001
EXPOSE 8080 9090
# Nacos keeps snapshots and logs under the home folder unless told otherwise: /tmp is an emptyDir in the pods.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED", "-DJM.SNAPSHOT.PATH=/tmp/nacos", "-DJM.LOG.PATH=/tmp/nacos-logs", "-jar", "application.jar"]
