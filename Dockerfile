# One image per service: docker build --build-arg MODULE=order-service .
# All six share the first stage, so that Docker Compose builds the sources once.

FROM eclipse-temurin:21-jdk AS build
WORKDIR /timedeal
COPY . .
# Without the embedded MariaDB, which only tests and ./timedeal up use.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp -q -DskipTests -Dspotless.check.skip=true -Dmdep.skip=true -P '!mariadb-linux-x86_64' \
        -pl discovery-service,gateway-service,user-service,product-service,order-service,schedule-service -am package

FROM build AS layers
ARG MODULE
WORKDIR /layers
RUN java -Djarmode=tools -jar /timedeal/${MODULE}/target/${MODULE}-*.jar \
        extract --layers --destination . --application-filename application.jar

FROM eclipse-temurin:21-jre
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin timedeal
WORKDIR /timedeal
# What changes least comes first: a change of our code sends a few hundred kilobytes.
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/spring-boot-loader/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
COPY docker/run docker/healthy /usr/local/bin/
ARG MODULE
ENV MODULE=${MODULE} \
    SERVER_PORT=8080 \
    TIMEDEAL_BIND_ADDRESS=0.0.0.0 \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError"
USER timedeal
HEALTHCHECK --interval=5s --timeout=3s --start-period=90s --retries=6 CMD ["healthy"]
ENTRYPOINT ["run"]
