package posthouse.testdb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A server in a container. */
final class ContainerServer {

    private ContainerServer() {
    }

    static Optional<GivenServer> start() {
        boolean maybe = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
        if (!maybe || !DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.empty();
        }
        var container = new PostgreSQLContainer(DockerImageName.parse(Optional.ofNullable(System.getenv("PG_IMAGE")).orElse("postgres:15")));
        container.withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300");
        container.start(); // it ends with this process
        return Optional.of(new GivenServer(container.getJdbcUrl() + (container.getJdbcUrl().contains("?") ? "&" : "?") + "user="
            + container.getUsername() + "&password=" + container.getPassword()));
    }
}
