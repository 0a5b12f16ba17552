import type { TranslatedWords } from '../scope-description.ts'

/** What the scope tokens of this platform mean, in other languages. */
export const audiotoolWords: Readonly<Record<'project:read' | 'project:write' | 'sample:write' | 'preset:write', TranslatedWords>> = {
  'project:read': {
    de: {
      title: 'Deine Projekte sehen',
      sentence: 'Die App kann alle deine Projekte sehen und öffnen, auch die, die du nicht veröffentlicht hast.',
    },
    fr: { title: 'Voir tes projets', sentence: 'L’appli peut voir et ouvrir tous tes projets, même ceux que tu n’as pas publiés.' },
    es: { title: 'Ver tus proyectos', sentence: 'La app puede ver y abrir todos tus proyectos, también los que no has publicado.' },
    ja: {
      title: 'プロジェクトを見る',
      sentence: 'このアプリは、公開していないものも含めて、あなたのプロジェクトをすべて見たり開いたりできます。',
    },
  },
  'project:write': {
    de: {
      title: 'Deine Projekte anlegen und ändern',
      sentence: 'Die App kann Projekte in deinem Studio anlegen und die, die du hast, ändern oder löschen.',
    },
    fr: {
      title: 'Créer et modifier tes projets',
      sentence: 'L’appli peut créer des projets dans ton studio, et modifier ou supprimer ceux que tu as.',
    },
    es: {
      title: 'Crear y cambiar tus proyectos',
      sentence: 'La app puede crear proyectos en tu estudio, y cambiar o borrar los que tienes.',
    },
    ja: {
      title: 'プロジェクトを作成・変更する',
      sentence: 'このアプリは、あなたのスタジオにプロジェクトを作成し、既存のものを変更・削除できます。',
    },
  },
  'sample:write': {
    de: {
      title: 'Samples hinzufügen und ändern',
      sentence: 'Die App kann in deinem Namen Samples hochladen und die, die du hast, ändern oder löschen.',
    },
    fr: {
      title: 'Ajouter et modifier tes samples',
      sentence: 'L’appli peut envoyer des samples en ton nom, et modifier ou supprimer ceux que tu as.',
    },
    es: { title: 'Añadir y cambiar tus samples', sentence: 'La app puede subir samples en tu nombre, y cambiar o borrar los que tienes.' },
    ja: {
      title: 'サンプルを追加・変更する',
      sentence: 'このアプリは、あなたの名前でサンプルをアップロードし、既存のものを変更・削除できます。',
    },
  },
  'preset:write': {
    de: {
      title: 'Presets hinzufügen und ändern',
      sentence: 'Die App kann in deinem Namen Presets speichern und die, die du hast, ändern oder löschen.',
    },
    fr: {
      title: 'Ajouter et modifier tes presets',
      sentence: 'L’appli peut enregistrer des presets en ton nom, et modifier ou supprimer ceux que tu as.',
    },
    es: {
      title: 'Añadir y cambiar tus presets',
      sentence: 'La app puede guardar presets en tu nombre, y cambiar o borrar los que tienes.',
    },
    ja: {
      title: 'プリセットを追加・変更する',
      sentence: 'このアプリは、あなたの名前でプリセットを保存し、既存のものを変更・削除できます。',
    },
  },
}
