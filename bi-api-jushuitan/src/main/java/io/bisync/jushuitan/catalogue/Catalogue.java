package io.bisync.jushuitan.catalogue;

import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.loading.listener.CatalogueProperties;
import io.bisync.loading.listener.LoadedEntities;
import java.util.List;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Makes the beans of every entity in the list that the settings want: its topics, its listeners, its pull. */
public final class Catalogue implements BeanRegistrar {

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        List<PulledEntity> chosen = CatalogueProperties.chosen(environment, Entities.ALL, PulledEntity::name);
        registry.register(new LoadedEntities(
                "bi-api-jushuitan", chosen.stream().map(PulledEntity::loaded).toList()));
        chosen.forEach(
                it -> registry.registerBean(it.name() + ".pull", PulledEntity.class, bean -> bean.supplier(_ -> it)));
    }
}
