package dev.onhand.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Runs within another Java process, and uses up all its memory. */
public final class MemoryEater {
  private static final int LONGS = 1_000_000;

  private MemoryEater() {}

  /** Called by the process that it was loaded into. */
  @SuppressWarnings("InfiniteLoopStatement")
  public static void agentmain(String arguments) {
    List<long[]> eaten = new ArrayList<>();
    while (true) {
      eaten.add(new long[LONGS]);
    }
  }

  /** This class as what can be loaded into a process. */
  static Path jar(Path folder) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", MemoryEater.class.getName());
    Path jar = folder.resolve("memory-eater.jar");
    String name = MemoryEater.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        InputStream in = MemoryEater.class.getClassLoader().getResourceAsStream(name)) {
      out.putNextEntry(new JarEntry(name));
      Objects.requireNonNull(in).transferTo(out);
    }
    return jar;
  }
}
