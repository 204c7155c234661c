package dev.onhand.server.pages;

import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.views.SavedViews;
import dev.onhand.server.access.SellerSwitch;
import dev.onhand.server.settings.ServerSettings;
import dev.onhand.store.database.SellerTransactions;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the templates in place. */
@Configuration(proxyBeanMethods = false)
class PagesWiring {

  /** Where the build puts the compiled templates. */
  private static final String TEMPLATES = "dev.onhand.server.pages.templates";

  /** Behind those that say who may ask for what. */
  @Bean
  WebMvcConfigurer viewsOfLists(SavedViews views, SellerTransactions transactions) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry
            .addInterceptor(new ViewInterceptor(views, transactions))
            .addPathPatterns(Columns.LISTS.toArray(String[]::new))
            .order(200);
      }
    };
  }

  @Bean
  Pages pages(
      Sellers sellers,
      SellerSwitch acting,
      SellerTransactions transactions,
      ServerSettings settings) {
    TemplateEngine engine =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, PagesWiring.class.getClassLoader(), TEMPLATES);
    return new Pages(engine, sellers, acting, transactions, settings.environment());
  }
}
