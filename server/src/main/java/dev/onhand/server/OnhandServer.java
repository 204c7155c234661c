package dev.onhand.server;

import dev.onhand.server.operations.Version;
import dev.onhand.server.settings.ServerSettings;
import dev.onhand.server.wiring.EndSignal;
import dev.onhand.server.wiring.ServerWiring;
import dev.onhand.store.database.DataDirectory;
import dev.onhand.store.database.DatabaseSetupException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * A running Onhand.
 *
 * <pre>{@code
 * try (OnhandServer server = OnhandServer.start(ServerSettings.read(System.getenv()))) {
 *   server.awaitEnd();
 * }
 * }</pre>
 */
public final class OnhandServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OnhandServer.class);

  /** Tomcat's worker of a connection, kept for the next request: some 30 KB each. */
  private static final int PROCESSORS_KEPT_MAX = 1_000;

  private final ConfigurableApplicationContext context;
  private final ServerSettings settings;

  private OnhandServer(ConfigurableApplicationContext context, ServerSettings settings) {
    this.context = context;
    this.settings = settings;
  }

  /**
   * Starts the database (if it is the embedded one), brings its schema up to date, makes what the
   * first start makes, and serves. It stops by itself when the process is asked to end.
   *
   * @throws ServerStartException if it cannot start as things are; nothing is left running
   */
  public static OnhandServer start(ServerSettings settings) {
    return start(settings, null);
  }

  /**
   * The same with a clock of its own: those of nodes may differ.
   *
   * @param clock null: the system's
   */
  public static OnhandServer start(ServerSettings settings, @Nullable InstantSource clock) {
    DataDirectory data;
    try {
      // First of all, so that a second server on it ends before it has written a line.
      data = DataDirectory.open(settings.data());
    } catch (DatabaseSetupException e) {
      throw new ServerStartException(String.valueOf(e.getMessage()), e);
    }
    try {
      ConfigurableApplicationContext context = application(settings, data, clock).run();
      OnhandServer server = new OnhandServer(context, settings);
      settings.notes().forEach(note -> LOG.info("setting: {}", note));
      LOG.info("Onhand {} serves {}", Version.current(), server.url());
      return server;
    } catch (RuntimeException e) {
      data.close();
      throw new ServerStartException(explain(e, settings), e);
    }
  }

  private static SpringApplication application(
      ServerSettings settings, DataDirectory data, @Nullable InstantSource clock) {
    SpringApplication application = new SpringApplication(ServerWiring.class);
    application.setEnvironment(environment(properties(settings, data)));
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setAddCommandLineProperties(false);
    application.addInitializers(
        context -> {
          GenericApplicationContext beans = (GenericApplicationContext) context;
          beans.registerBean(ServerSettings.class, () -> settings);
          beans.registerBean(DataDirectory.class, () -> data);
          if (clock != null) {
            beans.registerBean(InstantSource.class, () -> clock);
          }
        });
    return application;
  }

  /**
   * Only what is given here counts: the variables of another Spring program must not steer this.
   */
  private static ConfigurableEnvironment environment(Map<String, Object> properties) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    environment
        .getPropertySources()
        .remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
    environment.getPropertySources().addFirst(new MapPropertySource("onhand", properties));
    return environment;
  }

  private static Map<String, Object> properties(ServerSettings settings, DataDirectory data) {
    Map<String, Object> properties = new HashMap<>();
    // No application.properties of the working directory either.
    properties.put("spring.config.location", "optional:classpath:/dev/onhand/server/none/");
    properties.put("server.address", settings.bind());
    properties.put("server.port", settings.port());
    properties.put("server.server-header", "");
    properties.put("server.error.whitelabel.enabled", false);
    // A caller that records all day keeps its connection.
    properties.put("server.tomcat.max-keep-alive-requests", -1);
    // With fewer than there are busy connections each request would make, register and drop one.
    properties.put("server.tomcat.processor-cache", PROCESSORS_KEPT_MAX);
    // Pages are not packed: they show what a visitor wrote beside a secret of the session, and how
    // well both pack together would tell it.
    properties.put("server.compression.enabled", true);
    properties.put("server.compression.mime-types", "text/css,text/javascript,image/svg+xml");
    properties.put("spring.web.resources.cache.cachecontrol.max-age", "365d");
    properties.put("spring.web.resources.cache.cachecontrol.cache-private", true);
    properties.put("spring.threads.virtual.enabled", true);
    properties.put("spring.lifecycle.timeout-per-shutdown-phase", "10s");
    properties.put("spring.mvc.formcontent.filter.enabled", false);
    properties.put("spring.mvc.publish-request-handled-events", false);
    properties.put("spring.mvc.log-resolved-exception", false);
    properties.put("spring.servlet.encoding.enabled", false);
    properties.put("spring.servlet.multipart.enabled", false);
    properties.put("spring.jmx.enabled", false);
    properties.put("logging.config", "classpath:dev/onhand/server/logback-onhand.xml");
    properties.put("onhand.log.file", data.makeDirectory("log").resolve("onhand.log").toString());
    properties.put(
        "onhand.log.format", settings.logFormat().name().toLowerCase(java.util.Locale.ROOT));
    return properties;
  }

  /** What the person who started it needs to know. */
  private static String explain(RuntimeException failure, ServerSettings settings) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DatabaseSetupException) {
        return String.valueOf(cause.getMessage());
      }
      if (cause instanceof PortInUseException port) {
        return "Port %d of %s is in use. Stop what uses it, or give another port."
            .formatted(port.getPort(), settings.bind());
      }
    }
    return "The server cannot start: " + failure.getMessage();
  }

  /** The port it serves on. */
  public int port() {
    var server = ((WebServerApplicationContext) context).getWebServer();
    return server == null ? settings.port() : server.getPort();
  }

  /** Where it is reached from this machine. */
  public String url() {
    String host = settings.bind().equals("0.0.0.0") ? "127.0.0.1" : settings.bind();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
  }

  /** A part of the running server, for tests and the demo. */
  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  /** Returns when the server has stopped. */
  public void awaitEnd() throws InterruptedException {
    context.getBean(EndSignal.class).await();
  }

  /**
   * Stops: takes no more requests, finishes those it has, then the ledger, then the database. A
   * second call does nothing.
   */
  public void stop() {
    context.close();
  }

  @Override
  public void close() {
    stop();
  }
}
