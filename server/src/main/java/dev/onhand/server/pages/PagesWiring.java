package dev.onhand.server.pages;

import dev.onhand.engine.access.Sellers;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the templates in place. */
@Configuration(proxyBeanMethods = false)
class PagesWiring {

  /** Where the build puts the compiled templates. */
  private static final String TEMPLATES = "dev.onhand.server.pages.templates";

  @Bean
  Pages pages(Sellers sellers) {
    TemplateEngine engine =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, PagesWiring.class.getClassLoader(), TEMPLATES);
    return new Pages(engine, sellers);
  }
}
