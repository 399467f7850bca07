# Builds the node from the sources, then keeps only what it needs to run.
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /deskbus
COPY pom.xml .
COPY src src
COPY conf conf
COPY cluster.xml .
RUN mvn -B -ntp -DskipTests package

FROM eclipse-temurin:25-jre
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --create-home deskbus
WORKDIR /deskbus
COPY --from=build /deskbus/target/deskbus.jar target/deskbus.jar
COPY --from=build /deskbus/target/lib target/lib
COPY conf conf
COPY cluster.xml .
RUN mkdir data && chown deskbus data
USER deskbus
# Of the memory that the container may have; the rest is for threads, buffers and the JVM itself.
ENV DESKBUS_HTTP_HOST=0.0.0.0 DESKBUS_FILES_FFMPEG=/usr/bin/ffmpeg JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60"
# Several nodes need DESKBUS_CLUSTER_HOST, the container's own address, and DESKBUS_CLUSTER_MEMBERS.
EXPOSE 8980 7272 5701 15701
VOLUME /deskbus/data
ENTRYPOINT ["java", "-jar", "target/deskbus.jar"]
