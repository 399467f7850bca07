# Builds the node from the sources, then keeps only what it needs to run.
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /deskbus
COPY pom.xml .
COPY src src
COPY conf conf
COPY cluster.xml .
RUN mvn -B -ntp -DskipTests package

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --create-home deskbus
WORKDIR /deskbus
COPY --from=build /deskbus/target/deskbus.jar target/deskbus.jar
COPY --from=build /deskbus/target/lib target/lib
COPY conf conf
COPY cluster.xml .
RUN mkdir data && chown deskbus data
USER deskbus
ENV DESKBUS_HTTP_HOST=0.0.0.0
EXPOSE 8980 7272
VOLUME /deskbus/data
ENTRYPOINT ["java", "-jar", "target/deskbus.jar"]
