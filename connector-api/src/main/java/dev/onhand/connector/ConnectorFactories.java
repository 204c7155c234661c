package dev.onhand.connector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds connectors: those that are shipped, and those in jars that an operator put into a folder.
 */
public final class ConnectorFactories {

  private ConnectorFactories() {}

  /**
   * All of them, in the order of their types. A jar is never given back: this is done once, at the
   * start.
   *
   * @param plugins a folder of jars, which need not be there
   * @throws IllegalStateException if two are of one type, or one cannot be loaded; says which
   */
  public static List<ConnectorFactory> load(Path plugins) {
    ClassLoader parent = ConnectorFactory.class.getClassLoader();
    ClassLoader all = new URLClassLoader("connectors", jars(plugins), parent);
    Map<String, ConnectorFactory> byType = new TreeMap<>();
    for (ConnectorFactory factory : factories(all)) {
      String type = factory.descriptor().type();
      ConnectorFactory other = byType.put(type, factory);
      if (other != null) {
        throw new IllegalStateException(
            "two connectors are of type '%s': %s and %s; take one of them away"
                .formatted(type, named(other), named(factory)));
      }
    }
    return List.copyOf(byType.values());
  }

  private static List<ConnectorFactory> factories(ClassLoader loader) {
    List<ConnectorFactory> factories = new ArrayList<>();
    try {
      ServiceLoader.load(ConnectorFactory.class, loader).forEach(factories::add);
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new IllegalStateException(
          "a connector cannot be loaded; is it made for this version? " + e.getMessage(), e);
    }
    return factories;
  }

  private static URL[] jars(Path plugins) {
    if (!Files.isDirectory(plugins)) {
      return new URL[0];
    }
    try (Stream<Path> files = Files.list(plugins)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".jar"))
          .sorted()
          .map(ConnectorFactories::url)
          .toArray(URL[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the folder " + plugins, e);
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a file has a URL", e);
    }
  }

  private static String named(ConnectorFactory factory) {
    Class<?> type = factory.getClass();
    return Optional.ofNullable(type.getProtectionDomain().getCodeSource())
        .map(CodeSource::getLocation)
        .map(place -> "%s (%s)".formatted(type.getName(), Path.of(place.getPath()).getFileName()))
        .orElseGet(type::getName);
  }
}
